# docker build -t greffier . && docker run -v greffier:/data -p 8000:8000 --env-file .env greffier
ARG BASE=python:3.12-slim-bookworm

FROM ${BASE} AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_PYTHON_DOWNLOADS=never
WORKDIR /src
COPY requirements.lock ./
COPY tests/requirements.lock tests/
# The installer, at the version and hash of the lock, beside what it installs.
RUN python3 -m venv /opt/setup && python3 -m venv --without-pip /opt/greffier \
    && sed -n '/^uv==/,/[^\\]$/p' tests/requirements.lock > uv.txt \
    && /opt/setup/bin/pip install --quiet --no-cache-dir --no-deps --require-hashes -r uv.txt
# Dependencies before code: they change less often.
RUN --mount=type=cache,target=/root/.cache/uv \
    /opt/setup/bin/uv pip install --python /opt/greffier --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY feeds feeds
COPY storage storage
COPY bot bot
RUN --mount=type=cache,target=/root/.cache/uv \
    /opt/setup/bin/uv build --wheel --build-constraints tests/requirements.lock --require-hashes --out-dir dist \
    && /opt/setup/bin/uv pip install --python /opt/greffier --no-deps dist/*.whl

FROM ${BASE}
RUN useradd --uid 10001 --no-create-home --home-dir /data greffier && install -d -o 10001 -g 10001 /data
COPY --from=build /opt/greffier /opt/greffier
ENV PATH=/opt/greffier/bin:$PATH PYTHONUNBUFFERED=1 \
    GREFFIER_DATABASE_URL=sqlite:////data/greffier.db GREFFIER_WEB=0.0.0.0:8000
USER 10001
WORKDIR /data
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM
# Past any proxy of the environment: it is this container that is asked.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 CMD ["python3", "-c", "import os, urllib.request as r; r.build_opener(r.ProxyHandler({})).open('http://127.0.0.1:' + os.environ['GREFFIER_WEB'].rpartition(':')[2] + '/healthz', timeout=4)"]
ENTRYPOINT ["greffier"]
CMD ["run"]
