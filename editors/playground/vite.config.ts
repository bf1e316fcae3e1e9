import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { defineConfig } from "vite";

// The server's files keep their names, so their addresses carry what they hold: a browser never mixes two builds.
const version = createHash("sha256");
for (const name of ["worker.js", "underpin.wasm.gz", "python.wasm.gz", "names.idx.gz"]) {
	version.update(readFileSync(new URL(`public/server/${name}`, import.meta.url)));
}

export default defineConfig({
	base: "./", // any server, any path below it
	define: { __SERVER_VERSION__: JSON.stringify(version.digest("hex").slice(0, 12)) },
	build: { target: "es2022", modulePreload: false },
	server: { fs: { allow: ["../.."] } },
});
