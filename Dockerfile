# Two stages: the locked dependencies and the wheel, then a slim image that holds only those.
FROM python:3.13-slim AS build
WORKDIR /build
COPY requirements.lock ./
RUN python -m venv /opt/releases \
 && /opt/releases/bin/pip install --no-cache-dir --no-deps --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY src ./src
RUN pip install --no-cache-dir "hatchling>=1.25" \
 && pip wheel --no-cache-dir --no-deps --no-build-isolation --wheel-dir /wheels . \
 && /opt/releases/bin/pip install --no-cache-dir --no-deps /wheels/*.whl

FROM python:3.13-slim
COPY --from=build /opt/releases /opt/releases
RUN useradd --uid 1000 --no-create-home --home-dir /data releases \
 && install --directory --owner=releases --group=releases /data /config
ENV PATH=/opt/releases/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    RELEASES_DB=/data/releases.db
USER releases
WORKDIR /data
VOLUME /data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=60s --timeout=10s --start-period=30s \
    CMD ["releases", "status", "--check"]
ENTRYPOINT ["releases"]
CMD ["daemon"]
