// Light and dark. The style sheet holds every colour as a variable, so the editor only needs to know which it is.
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { Compartment, type Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { tags as t } from "@lezer/highlight";

const dark = new Compartment();
const system = matchMedia("(prefers-color-scheme: dark)");

const isDark = () => {
	const chosen = document.documentElement.dataset.colours;
	return chosen ? chosen === "dark" : system.matches;
};

export const colours: Extension = [
	dark.of(EditorView.darkTheme.of(isDark())),
	syntaxHighlighting(HighlightStyle.define([
		{ tag: [t.keyword, t.controlKeyword, t.definitionKeyword, t.moduleKeyword, t.operatorKeyword], color: "var(--keyword)" },
		{ tag: [t.string, t.special(t.string)], color: "var(--string)" },
		{ tag: [t.number, t.bool, t.null], color: "var(--number)" },
		{ tag: [t.function(t.definition(t.variableName)), t.className, t.meta], color: "var(--name)" },
		{ tag: t.comment, color: "var(--quiet)", fontStyle: "italic" },
	])),
];

/** Follows the system until the button chooses. */
export function follow(view: EditorView, button: HTMLElement): void {
	const tell = () => view.dispatch({ effects: dark.reconfigure(EditorView.darkTheme.of(isDark())) });
	system.addEventListener("change", tell);
	button.onclick = () => {
		const chosen = isDark() ? "light" : "dark";
		document.documentElement.dataset.colours = chosen;
		try {
			localStorage.setItem("colours", chosen);
		} catch { /* private windows may refuse; then it holds for this visit */ }
		tell();
	};
}
