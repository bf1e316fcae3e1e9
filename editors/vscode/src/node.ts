// The desktop's extension host: the server is a program, spoken to over its standard input and output.
import { window, type ExtensionContext } from "vscode";
import { LanguageClient, TransportKind } from "vscode-languageclient/node";
import { Extension, Failure, id, title, type Host } from "./extension";
import { findServer, openSettings, remember } from "./program";

let extension: Extension | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
	let program = "";
	const host: Host = {
		where: () => program,
		async make(options, output) {
			program = findServer(context.extensionPath) ?? missing();
			output.info(`The server is ${program}`);
			const run = { command: program, args: ["lsp"], transport: TransportKind.stdio };
			return new LanguageClient(id, title, { run, debug: run }, options);
		},
	};
	extension = new Extension(context, host);
	await extension.restart();
}

export function deactivate(): Promise<void> | undefined {
	return extension?.close();
}

function missing(): never {
	throw new Failure(
		"Underpin's server was not found: no program named underpin came with this extension or is on the PATH. " +
		"Install it, or set underpin.path to where it is.",
		{
			"Open Settings": openSettings,
			"Choose Program…": async () => {
				const [chosen] = (await window.showOpenDialog({ openLabel: "Use", title: "The underpin program" })) ?? [];
				if (chosen) {
					await remember(chosen.fsPath);
				}
			},
		},
	);
}
