// Finds the server's program: the setting, else what came with the extension, else the PATH.
import { accessSync, constants, statSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, isAbsolute, join } from "node:path";
import { commands, ConfigurationTarget, workspace } from "vscode";
import { Failure } from "./extension";

const names = process.platform === "win32" ? ["underpin.exe"] : ["underpin"];

/** The program's path, or undefined. A path in the settings that leads nowhere is a Failure: falling back would hide it. */
export function findServer(extensionPath: string): string | undefined {
	const set = workspace.getConfiguration("underpin").get<string>("path", "").trim();
	if (set) {
		const path = expand(set);
		if (!isProgram(path)) {
			throw new Failure(`The setting underpin.path is ${JSON.stringify(set)}, and there is no program there.`, {
				"Open Settings": openSettings,
			});
		}
		return path;
	}
	const folders = [join(extensionPath, "bin"), ...(process.env.PATH ?? "").split(delimiter).filter(isAbsolute)];
	return folders.flatMap((folder) => names.map((name) => join(folder, name))).find(isProgram);
}

export const openSettings = () => commands.executeCommand("workbench.action.openSettings", "underpin.path");

/** Writes the path into the user's settings. */
export async function remember(path: string): Promise<void> {
	await workspace.getConfiguration("underpin").update("path", path, ConfigurationTarget.Global);
}

/** Relative paths and ${workspaceFolder} mean the first folder, ~ the user's home. */
function expand(path: string): string {
	const folder = workspace.workspaceFolders?.[0]?.uri.fsPath ?? "";
	const full = path.replace(/^~(?=$|[\\/])/, homedir()).replaceAll("${workspaceFolder}", folder);
	return isAbsolute(full) ? full : join(folder, full);
}

function isProgram(path: string): boolean {
	try {
		accessSync(path, constants.X_OK);
		return statSync(path).isFile();
	} catch {
		return false;
	}
}
