{{- /* Everything of a session but its pods is called this. */ -}}
{{- define "session.name" -}}
session-{{ .Values.session }}
{{- end -}}

{{- /* A label cannot end with the dash that a project may end with; the annotation has it as it is. */ -}}
{{- define "session.labels" -}}
app.kubernetes.io/name: dev-session
app.kubernetes.io/component: session
app.kubernetes.io/managed-by: session-service
steward.dev/owner: {{ .Values.owner | toJson }}
steward.dev/session: {{ .Values.session | toJson }}
steward.dev/project: {{ .Values.project | trimAll "-" | toJson }}
{{- end -}}

{{- define "session.annotations" -}}
steward.dev/project: {{ .Values.project | toJson }}
steward.dev/user: {{ .Values.user | toJson }}
{{- end -}}

{{- /* Selects the pods of the session, whichever attempt they are. */ -}}
{{- define "session.selector" -}}
steward.dev/owner: {{ .Values.owner | toJson }}
steward.dev/session: {{ .Values.session | toJson }}
{{- end -}}

{{- /* A text as it is: Kubernetes would put variables in place of $(NAME). */ -}}
{{- define "session.literal" -}}
{{ . | replace "$" "$$" | toJson }}
{{- end -}}

{{- define "session.container" -}}
image: {{ .Values.image | toJson }}
workingDir: {{ .Values.workspaceFolder | toJson }}
env:
  {{- range $name, $value := .Values.env }}
  {{- if not (has $name (list "HOME" "PORT" "STEWARD_SESSION_ID")) }}
  - name: {{ $name | toJson }}
    value: {{ include "session.literal" $value }}
  {{- end }}
  {{- end }}
  - name: HOME
    value: {{ include "session.literal" .Values.workspaceFolder }}
  - name: PORT
    value: {{ .Values.pagePort | toString | toJson }}
  - name: STEWARD_SESSION_ID
    value: {{ .Values.session | toJson }}
resources:
  requests:
    cpu: {{ .Values.requests.cpu | toJson }}
    memory: {{ .Values.requests.memory | toJson }}
  limits:
    cpu: {{ .Values.resources.cpu | toJson }}
    memory: {{ .Values.resources.memory | toJson }}
    ephemeral-storage: {{ .Values.ephemeralStorage | toJson }}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  runAsNonRoot: true
  capabilities:
    drop:
      - ALL
terminationMessagePolicy: FallbackToLogsOnError
volumeMounts:
  - name: workspace
    mountPath: {{ .Values.workspaceFolder | toJson }}
  - name: tmp
    mountPath: /tmp
{{- end -}}
