{{- define "esper-graphql.name" -}}
{{- if contains .Chart.Name .Release.Name }}{{ .Release.Name | trunc 63 | trimSuffix "-" }}
{{- else }}{{ printf "%s-%s" .Release.Name .Chart.Name | trunc 63 | trimSuffix "-" }}
{{- end }}
{{- end }}

{{- define "esper-graphql.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "esper-graphql.labels" -}}
{{ include "esper-graphql.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{- define "esper-graphql.image" -}}
{{- with .Values.image -}}
{{- if .digest }}{{ .repository }}@{{ .digest }}
{{- else }}{{ .repository }}:{{ .tag | default $.Chart.AppVersion }}
{{- end }}
{{- end }}
{{- end }}

{{- /* The settings that come from the Secret. */ -}}
{{- define "esper-graphql.secretSettings" -}}
{{- $names := .Values.secretSettings }}
{{- if .Values.redis.enabled }}{{ $names = concat (list "REDIS_URL" "CACHE_SECRET") $names }}{{ end }}
{{- if and $names (not .Values.existingSecret) }}
{{- fail (printf "existingSecret is not set: name the Secret that holds %s." (join ", " $names)) }}
{{- end }}
{{- uniq $names | toJson }}
{{- end }}
