"""Gradio assistant that answers questions about the lab's compute cluster."""
import os
import subprocess
from pathlib import Path

import gradio as gr
from langchain_core.prompts import ChatPromptTemplate
from langchain_openai import ChatOpenAI

llm = ChatOpenAI(model="gpt-4o-mini", temperature=0, timeout=30)

# The model only picks one of these; it never writes a command line.
COMMANDS = {
    "queue": ["squeue", "--noheader"],
    "nodes": ["sinfo", "--noheader"],
    "disk": ["df", "-h", "/data"],
    "load": ["uptime"],
}

prompt = ChatPromptTemplate.from_messages(
    [
        ("system", "Reply with one word, the best of: queue, nodes, disk, load, none."),
        ("human", "{question}"),
    ]
)
chain = prompt | llm

RESULTS = Path("/data/results").resolve()


def answer(question: str) -> str:
    reply = chain.invoke({"question": question[:500]})
    choice = reply.content.strip().lower()
    if choice not in COMMANDS:
        return "Sorry, I cannot answer that."
    done = subprocess.run(COMMANDS[choice], capture_output=True, text=True, timeout=30)
    return done.stdout[-4000:]


def show_result(job: str, filename: str) -> str:
    """Show the first lines of a result file."""
    path = (RESULTS / job / filename).resolve()
    if not path.is_relative_to(RESULTS):
        return "No such file"
    try:
        with open(path) as fh:
            return fh.read(4000)
    except OSError:
        return "No such file"


with gr.Blocks(title="Cluster helper") as demo:
    with gr.Tab("Ask"):
        box = gr.Textbox(label="Question")
        out = gr.Textbox(label="Answer", lines=12)
        box.submit(answer, box, out)
    with gr.Tab("Results"):
        job_box = gr.Textbox(label="Job")
        file_box = gr.Textbox(label="File")
        content = gr.Textbox(label="Content", lines=12)
        gr.Button("Show").click(show_result, [job_box, file_box], content)

if __name__ == "__main__":
    demo.launch(server_name="127.0.0.1", auth=(os.environ["LAB_USER"], os.environ["LAB_PASSWORD"]))
