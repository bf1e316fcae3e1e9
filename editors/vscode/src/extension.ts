// What both extension hosts share: the client's life, its commands, and what the status bar says. How a server is
// started is a host's own; what is a finding is the server's alone.
import {
	commands, languages, LanguageStatusSeverity, window, workspace,
	type Disposable, type ExtensionContext, type LogOutputChannel,
} from "vscode";
import { State, type BaseLanguageClient, type ConfigurationMiddleware, type LanguageClientOptions } from "vscode-languageclient";
import { fixFile, Rules } from "./commands";
import manifests from "./manifests.json";

export const id = "underpin";
export const title = "Underpin";

/** Where a server comes from. `make` gives a client that was not started, or throws a Failure. */
export interface Host {
	make(options: LanguageClientOptions, output: LogOutputChannel): Promise<BaseLanguageClient>;
	/** In words, for the status bar: "the program at /usr/bin/underpin". */
	where(): string;
	stopped?(): void;
}

/** Failure is a reason that a user can do something about, with the buttons to do it. */
export class Failure extends Error {
	constructor(message: string, readonly ways: Record<string, () => unknown> = {}) {
		super(message);
	}
}

/** Files of which the server reads imports alone. */
const scripts = `**/*{${manifests.scripts.join(",")}}`;

/** Documents that people edit: code, and files that say what is installed. Others, the left side of a diff for instance, would be checked twice. */
function selector() {
	const schemes = new Set(["file", "untitled", "vscode-notebook-cell", "vscode-remote", "vscode-vfs", "vscode-test-web"]);
	for (const folder of workspace.workspaceFolders ?? []) {
		schemes.add(folder.uri.scheme);
	}
	return [
		...[...schemes].map((scheme) => ({ scheme, language: "python" })),
		...manifests.languages.map((language) => ({ scheme: "untitled", language })),
		...[...schemes].filter((s) => s !== "untitled" && s !== "vscode-notebook-cell").flatMap((scheme) =>
			[...manifests.patterns, scripts].map((pattern) => ({ scheme, pattern }))),
	];
}

/** The settings of the section, without the extension's own: the server would call them unknown. */
async function serverSettings(...[params, token, next]: Parameters<NonNullable<ConfigurationMiddleware["configuration"]>>) {
	const answer = await next(params, token);
	return Array.isArray(answer)
		? answer.map((section, i) => {
			if (params.items[i].section !== id || !section) {
				return section;
			}
			const { path: _path, trace: _trace, ...rest } = section as Record<string, unknown>;
			return rest;
		})
		: answer;
}

export class Extension implements Disposable {
	private readonly output = window.createOutputChannel(title, { log: true });
	private readonly status = languages.createLanguageStatusItem(id, [{ language: "python" }, ...[...manifests.patterns, scripts].map((pattern) => ({ pattern }))]);
	private readonly rules = new Rules();
	private client: BaseLanguageClient | undefined;
	/** Messages that stand before the user: each once, however often a start fails for the same reason. */
	private readonly shown = new Set<string>();
	/** Starts and stops follow one another. */
	private turn: Promise<void> = Promise.resolve();

	constructor(context: ExtensionContext, private readonly host: Host) {
		this.status.name = title;
		this.status.command = { command: "underpin.showOutput", title: "Show output" };
		context.subscriptions.push(
			this.output, this.status, this.rules, this,
			commands.registerCommand("underpin.restart", () => this.restart()),
			commands.registerCommand("underpin.showOutput", () => this.output.show()),
			commands.registerCommand("underpin.explainRule", () => this.rules.choose()),
			commands.registerCommand("underpin.fixFile", () => fixFile()),
			// Later, so that the client has told its server of the change before that one goes.
			workspace.onDidChangeConfiguration((e) => e.affectsConfiguration("underpin.path") && setTimeout(() => this.restart())),
		);
	}

	restart(): Promise<void> {
		return (this.turn = this.turn.then(() => this.stop()).then(() => this.start()));
	}

	/** Ends the server, and waits until it has ended. */
	close(): Promise<void> {
		return (this.turn = this.turn.then(() => this.stop()));
	}

	dispose(): void {
		void this.close();
	}

	private async start(): Promise<void> {
		this.say("starting", LanguageStatusSeverity.Information, true);
		try {
			const client = await this.host.make({
				documentSelector: selector(),
				outputChannel: this.output,
				markdown: { isTrusted: false, supportHtml: false },
				synchronize: { configurationSection: id },
				middleware: {
					workspace: { configuration: serverSettings },
					executeCommand: (command, args, next) => this.rules.intercept(command, args, next),
				},
				diagnosticPullOptions: { onChange: true, onSave: false, onFocus: true },
			}, this.output);
			this.client = client;
			// What a server that was told to go still fails to hear is no news.
			const usual = client.createDefaultErrorHandler();
			client.clientOptions.errorHandler = {
				error: async (...what) => ({ ...await usual.error(...what), handled: this.client !== client }),
				closed: () => usual.closed(),
			};
			client.onDidChangeState(({ newState }) => {
				void commands.executeCommand("setContext", "underpin.running", newState === State.Running); // for the menus
				if (newState === State.Running) {
					const version = client.initializeResult?.serverInfo?.version;
					this.say([title, version].filter(Boolean).join(" "), LanguageStatusSeverity.Information);
				} else if (newState === State.Stopped) {
					this.say("stopped", LanguageStatusSeverity.Warning);
				}
			});
			await client.start();
		} catch (reason) {
			await this.failed(reason);
		}
	}

	private async stop(): Promise<void> {
		const client = this.client;
		this.client = undefined;
		try {
			await client?.dispose();
		} catch (reason) {
			this.output.warn(`The server did not end in order: ${reason}`);
		}
		this.host.stopped?.();
	}

	private say(text: string, severity: LanguageStatusSeverity, busy = false): void {
		this.status.text = text;
		this.status.detail = this.host.where();
		this.status.severity = severity;
		this.status.busy = busy;
	}

	private async failed(reason: unknown): Promise<void> {
		const message = reason instanceof Error ? reason.message : String(reason);
		this.output.error(message);
		this.say("does not run", LanguageStatusSeverity.Error);
		if (this.shown.has(message)) {
			return;
		}
		this.shown.add(message);
		const ways = { ...(reason instanceof Failure ? reason.ways : {}), "Show Output": () => this.output.show() };
		// Not awaited: a message may stay for hours, and a restart must not wait for it.
		void window.showErrorMessage(message, ...Object.keys(ways)).then((chosen) => {
			this.shown.delete(message);
			ways[chosen as keyof typeof ways]?.();
		});
	}
}
