// Package jshost runs the parser modules by the WebAssembly of the JavaScript engine that the program itself runs in: a
// browser's page or worker, or Node.
//
// It owns what lies between Go and JavaScript: calls, memory, promises, and turns of the event loop. What a module exports
// and how it is driven is package wasm/module's. Outside of js/wasm the package is empty; package main above it and the
// engine's tests use it there.
package jshost
