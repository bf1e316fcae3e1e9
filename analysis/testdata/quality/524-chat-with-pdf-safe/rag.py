"""Index and retrieval with LangChain and Chroma."""
import uuid
from pathlib import Path

from langchain_chroma import Chroma
from langchain_community.document_loaders import PyPDFLoader
from langchain_openai import ChatOpenAI, OpenAIEmbeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

embeddings = OpenAIEmbeddings(model="text-embedding-3-small", request_timeout=30)
llm = ChatOpenAI(model="gpt-4o-mini", temperature=0, timeout=30)
splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=150)
store = Chroma(collection_name="documents", embedding_function=embeddings, persist_directory="data/chroma")


def index_pdf(path: Path, document: uuid.UUID, owner: str) -> int:
    pages = PyPDFLoader(str(path)).load()
    chunks = splitter.split_documents(pages)
    for chunk in chunks:
        chunk.metadata = {"document": document.hex, "owner": owner}
    store.add_documents(chunks)
    return len(pages)


def answer_question(document: uuid.UUID, owner: str, question: str) -> str | None:
    docs = store.similarity_search(
        question,
        k=4,
        filter={"$and": [{"document": document.hex}, {"owner": owner}]},
    )
    if not docs:
        return None
    context = "\n\n".join(d.page_content for d in docs)
    prompt = (
        "Answer the question using only this context.\n\n"
        f"{context}\n\nQuestion: {question}"
    )
    return llm.invoke(prompt).content
