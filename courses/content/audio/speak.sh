#!/usr/bin/env bash
# Speaks the "why" line of lessons: one MP3 a lesson and language, from the text in its YAML file.
# A stand-in by a machine voice, until somebody who speaks the language records the line.
#
# Needs espeak-ng, ffmpeg, and a python with PyYAML (PYTHON names another one than python3).
# Usage: ./speak.sh [course/lesson.language ...]     without arguments: the lessons listed below
#   e.g. PYTHON=../../../.venv/bin/python ./speak.sh move/1a.hi
# Writes <course>-<lesson>-why.<language>.mp3 beside this script; name it in the lesson's `why: {text: ..., audio: ...}`.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
content=$(dirname "$here")
python=${PYTHON:-python3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if [ $# -eq 0 ]; then
  set -- move/{1a,1b}.{en,hi,kn,ml} move/{2a,2b}.en ted/day-2.{en,hi,kn,ml}
fi

for name in "$@"; do
  lesson=${name%.*}
  language=${name##*.}
  voice=$language
  [ "$language" = en ] && voice=en-gb
  "$python" -c 'import sys, yaml; print(next(s["why"]["text"] for s in yaml.safe_load(open(sys.argv[1], encoding="utf-8"))["body"] if "why" in s))' \
    "$content/$name.yaml" > "$work/line.txt"
  espeak-ng -v "$voice" -s 130 -f "$work/line.txt" -w "$work/line.wav"
  out="$here/${lesson/\//-}-why.$language.mp3"
  ffmpeg -nostdin -loglevel error -y -i "$work/line.wav" -af loudnorm=I=-16:TP=-1.5:LRA=11 -map_metadata -1 \
    -ac 1 -ar 22050 -c:a libmp3lame -b:a 24k "$out"
  echo "${out##*/}"
done
