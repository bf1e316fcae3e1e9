// The web's extension host: the server is a WebAssembly program in a worker of its own.
import { Uri, workspace, type ExtensionContext } from "vscode";
import { LanguageClient } from "vscode-languageclient/browser";
import { Extension, Failure, id, title, type Host } from "./extension";

let extension: Extension | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
	const read = async (name: string) => {
		const bytes = await workspace.fs.readFile(Uri.joinPath(context.extensionUri, "dist", "server", name));
		return bytes as Uint8Array<ArrayBuffer>;
	};
	let worker: Worker | undefined;
	const host: Host = {
		where: () => "a WebAssembly program in this browser",
		async make(options) {
			worker = await start(read);
			return new LanguageClient(id, title, worker, options);
		},
		stopped() {
			worker?.terminate();
			worker = undefined;
		},
	};
	extension = new Extension(context, host);
	await extension.restart();
}

export function deactivate(): Promise<void> | undefined {
	return extension?.close();
}

/**
 * Starts the server and waits until it listens. Browsers refuse workers from another origin than the page's, and the
 * extension's files have an origin of their own: its bytes are read and started from a blob.
 */
async function start(read: (name: string) => Promise<Uint8Array<ArrayBuffer>>): Promise<Worker> {
	const [script, engine] = await Promise.all([read("worker.js"), read("underpin.wasm.gz")]);
	const address = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
	const worker = new Worker(address);
	const { port1: control, port2 } = new MessageChannel();
	try {
		await new Promise<void>((resolve, reject) => {
			const fail = (message: string) => reject(new Failure(`Underpin's server does not start in this browser: ${message}`));
			worker.onerror = (e) => fail(e.message);
			control.onmessage = async ({ data }) => {
				switch (data.kind) {
				case "ready":
					return resolve();
				case "failed":
					return fail(data.message);
				case "names":
					return control.postMessage({ names: await read("names.idx.gz").catch(() => null) });
				case "module":
					control.postMessage({
						language: data.language,
						code: await read(`${data.language}.wasm.gz`).catch(() => undefined),
					});
				}
			};
			worker.postMessage({ engine, control: port2 }, [port2]);
		});
	} catch (reason) {
		worker.terminate();
		throw reason;
	} finally {
		URL.revokeObjectURL(address);
	}
	return worker;
}
