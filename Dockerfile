# The bot with its model and an index inside: nothing is downloaded when it runs.
FROM python:3.11-slim AS build
WORKDIR /app
# Libraries first, so that a change of the code does not install them again.
COPY pyproject.toml README.md LICENSE ./
COPY requirements requirements
COPY scripts scripts
ARG TORCH_INDEX=https://download.pytorch.org/whl/cpu
RUN TORCH_INDEX="$TORCH_INDEX" PIP_NO_CACHE_DIR=1 scripts/install run
COPY bot bot
COPY index index
COPY corpus corpus
RUN SECPA_DATA_DIR=/data .venv/bin/secpa index build

FROM python:3.11-slim
# tesseract reads scans and photos that moderators send.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends tesseract-ocr tesseract-ocr-fra \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --no-create-home secpa
WORKDIR /app
COPY --from=build /app /app
# A new volume starts as a copy of this folder: the model and the index are there at once.
COPY --from=build --chown=10001:10001 /data /data
# A SECPA_ENCODER that is to be fetched from a model hub needs HF_HUB_OFFLINE=0.
ENV PATH=/app/.venv/bin:$PATH \
    HOME=/tmp \
    HF_HUB_OFFLINE=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    SECPA_DATA_DIR=/data
USER 10001:10001
VOLUME /data
HEALTHCHECK --interval=5m --timeout=30s --start-period=2m CMD ["secpa", "index", "verify"]
CMD ["scripts/run"]
