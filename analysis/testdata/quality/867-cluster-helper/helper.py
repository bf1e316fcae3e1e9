"""Gradio assistant that answers questions about the lab's compute cluster."""
import os
import subprocess

import gradio as gr
from langchain_core.prompts import ChatPromptTemplate
from langchain_openai import ChatOpenAI

llm = ChatOpenAI(model="gpt-4o-mini", temperature=0, timeout=30)

prompt = ChatPromptTemplate.from_messages(
    [
        ("system", "Reply with exactly one Linux command that answers the question. No explanation."),
        ("human", "{question}"),
    ]
)
chain = prompt | llm

RESULTS = "/data/results"


def run(command: str) -> str:
    done = subprocess.run(command, shell=True, capture_output=True, text=True, timeout=60)
    return done.stdout[-4000:] or done.stderr[-4000:]


def answer(question: str) -> str:
    reply = chain.invoke({"question": question})
    command = reply.content.strip("` \n")
    return f"$ {command}\n\n{run(command)}"


def show_result(job: str, filename: str) -> str:
    """Show the first lines of a result file."""
    path = os.path.join(RESULTS, job, filename)
    with open(path) as fh:
        return fh.read(4000)


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
    demo.launch(server_name="0.0.0.0", auth=("lab", "Klu5ter-Fr3und!77"))
