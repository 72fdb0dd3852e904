# Consult in a container; compose.yaml runs it with PostgreSQL and Caddy (docs/operate.md).
FROM python:3.11-slim-bookworm

ENV PYTHONUTF8=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 \
    CONSULT_INSTANCE=/data/instance

WORKDIR /app

# Printing, and PostgreSQL's own programs for backups, in the version of the server in compose.yaml.
COPY scripts/packages-runtime.txt scripts/
RUN apt-get update \
    && sed -e 's/#.*//' scripts/packages-runtime.txt \
       | xargs apt-get install -y --no-install-recommends postgresql-client-15 \
    && rm -rf /var/lib/apt/lists/*

COPY requirements.txt ./
RUN pip install --require-hashes -r requirements.txt

COPY . .
RUN pip install --no-deps --no-build-isolation --no-index -e . \
    && python scripts/_translate.py compile \
    && useradd --system --uid 10001 consult \
    && install -d -m 700 -o consult /data /data/instance /backups

USER consult
VOLUME ["/data", "/backups"]
EXPOSE 8000
HEALTHCHECK --interval=30s --start-period=30s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=5)"]

CMD ["sh", "-c", "consult upgrade && exec consult serve --host 0.0.0.0 --port 8000 --threads 8"]
