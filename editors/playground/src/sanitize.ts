// Markdown may hold HTML, and the server's quotes the code at hand, which may come from anywhere. Only what a description
// needs is kept.
const kept = new Set(["A", "BLOCKQUOTE", "BR", "CODE", "DEL", "EM", "H1", "H2", "H3", "H4", "HR", "LI", "OL", "P", "PRE", "SPAN",
	"STRONG", "TABLE", "TBODY", "TD", "TH", "THEAD", "TR", "UL"]);

export function sanitize(html: string): string {
	const { body } = new DOMParser().parseFromString(html, "text/html");
	for (const element of [...body.querySelectorAll("*")]) {
		if (!kept.has(element.tagName)) {
			element.replaceWith(document.createTextNode(element.textContent ?? ""));
			continue;
		}
		const address = element.tagName === "A" ? element.getAttribute("href") ?? "" : "";
		for (const { name } of [...element.attributes]) {
			if (name !== "class") {
				element.removeAttribute(name);
			}
		}
		const line = /^file:.*#L(\d+)/.exec(address)?.[1];
		if (line) {
			element.setAttribute("href", `#L${line}`); // main.ts goes there
		} else if (/^https?:/i.test(address)) {
			element.setAttribute("href", address);
			element.setAttribute("target", "_blank");
			element.setAttribute("rel", "noopener noreferrer");
		}
	}
	return body.innerHTML;
}
