"""The application: its routes, its problems, who may ask, and its description."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware

from index.errors import KunskapsbankError
from ui.api.description import ABOUT, DESCRIBED, TITLE, VERSION
from ui.api.head import HeadAsGet
from ui.api.problems import explain
from ui.api.routes import ROUTES

API = FastAPI(
    title=TITLE,
    version=VERSION,
    description=ABOUT,
    docs_url=None,  # FastAPI's own pages load their scripts from another host
    redoc_url=None,
    openapi_url=None,
    redirect_slashes=False,
    middleware=[
        # What the bank holds is public and the same for everybody: any page may ask, none with the reader's cookies.
        Middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["GET"], expose_headers=["ETag"]),
        Middleware(HeadAsGet),
    ],
)
for _error in (KunskapsbankError, RequestValidationError, HTTPException, Exception):
    API.add_exception_handler(_error, explain)
API.include_router(ROUTES)
API.include_router(DESCRIBED)
