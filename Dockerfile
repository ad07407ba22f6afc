# The runner: one file, no packages. `npm run runner -- --help` builds dist-runner/ first.
FROM node:24-bookworm-slim
COPY dist-runner/presage.mjs /usr/local/bin/presage
USER node
WORKDIR /etc/presage
EXPOSE 9815
ENTRYPOINT ["node", "/usr/local/bin/presage"]
CMD ["--config", "/etc/presage/presage.yaml"]
