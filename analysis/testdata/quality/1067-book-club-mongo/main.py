from fastapi import FastAPI

from routes import router

app = FastAPI(title="Thursday book club")
app.include_router(router, prefix="/api")
