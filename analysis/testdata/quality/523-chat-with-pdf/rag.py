"""Index and retrieval with LangChain and FAISS."""
from langchain_community.document_loaders import PyPDFLoader
from langchain_community.vectorstores import FAISS
from langchain_openai import ChatOpenAI, OpenAIEmbeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

INDEX_DIR = "data/indexes"

embeddings = OpenAIEmbeddings(model="text-embedding-3-small", request_timeout=30)
llm = ChatOpenAI(model="gpt-4o-mini", temperature=0, timeout=30)
splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=150)


def index_pdf(path: str, name: str) -> int:
    pages = PyPDFLoader(path).load()
    chunks = splitter.split_documents(pages)
    store = FAISS.from_documents(chunks, embeddings)
    store.save_local(f"{INDEX_DIR}/{name}")
    return len(pages)


def answer_question(name: str, question: str) -> str:
    store = FAISS.load_local(
        f"{INDEX_DIR}/{name}",
        embeddings,
        allow_dangerous_deserialization=True,
    )
    docs = store.similarity_search(question, k=4)
    context = "\n\n".join(d.page_content for d in docs)
    prompt = (
        "Answer the question using only this context.\n\n"
        f"{context}\n\nQuestion: {question}"
    )
    return llm.invoke(prompt).content
