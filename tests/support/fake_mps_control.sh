#!/usr/bin/env bash
# nvidia-cuda-mps-control for machines without a GPU. FAKE_MPS names a folder: `calls` lists what it was told; with a
# file `broken` no daemon starts, and `percent` may hold the daemon's active-thread percentage. A daemon "runs" where
# its pipe folder has a file `running`.
set -euo pipefail
pipe=${CUDA_MPS_PIPE_DIRECTORY:-$FAKE_MPS/default}
if [ "${1:-}" = -d ]; then
  echo "start $pipe $(stat -c %a "$pipe") $(stat -c %a "$CUDA_MPS_LOG_DIRECTORY")" >>"$FAKE_MPS/calls"
  if [ -e "$FAKE_MPS/broken" ]; then
    echo "An instance of this daemon can't start"
    exit 1
  fi
  touch "$pipe/running"
  exit 0
fi
while read -r command; do
  echo "$command $pipe" >>"$FAKE_MPS/calls"
  if [ ! -e "$pipe/running" ]; then
    echo "Cannot find MPS control daemon process"
    exit 1
  fi
  case $command in
  get_default_active_thread_percentage) cat "$FAKE_MPS/percent" 2>/dev/null || echo 100.0 ;;
  quit) rm "$pipe/running" ;;
  esac
done
