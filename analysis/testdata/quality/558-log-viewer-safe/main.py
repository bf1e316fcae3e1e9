from fastapi import FastAPI

import logs

app = FastAPI(title="Operations")
app.include_router(logs.router)


@app.get("/health")
def health():
    return {"status": "ok"}
