FROM python:3.11-slim-bookworm AS build
RUN pip install --no-cache-dir "uv>=0.8"
WORKDIR /src
COPY pyproject.toml requirements.lock hatch_build.py README.md LICENSE ./
COPY src src
RUN uv venv /opt/pejl \
 && VIRTUAL_ENV=/opt/pejl uv pip install --compile-bytecode --constraint requirements.lock .

FROM python:3.11-slim-bookworm
# pg_dump is for `pejl backup`: it must be as new as the database's server.
RUN apt-get update \
 && apt-get install -y --no-install-recommends postgresql-client \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --home-dir /data pejl \
 && install -d -o pejl -g pejl -m 700 /data
COPY --from=build /opt/pejl /opt/pejl
ENV PATH=/opt/pejl/bin:$PATH PEJL_FOLDER=/data
USER pejl
VOLUME /data
EXPOSE 8000
# /healthz, not /readyz: a server without Redis still stores answers, and must not be restarted.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["pejl", "serve", "--host", "0.0.0.0"]
