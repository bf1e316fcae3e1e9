// The logins are the engine's own test files, so what the page shows is what the tests hold.
import flawed from "../../../analysis/testdata/login/flawed/app.py?raw";
import proper from "../../../analysis/testdata/login/proper/app.py?raw";
import invented from "./samples/invented.py?raw";

export interface Sample {
	name: string;
	title: string;
	text: string;
}

export const samples: Sample[] = [
	{ name: "flawed", title: "A login, as assistants write it", text: flawed },
	{ name: "proper", title: "The same login, done properly", text: proper },
	{ name: "invented", title: "Imports of packages that do not exist", text: invented },
	{ name: "own", title: "Your own code", text: "" },
];
