#!/usr/bin/env bash
# An engine that misbehaves: fake_engine.sh serve MODE FOLDER. What it is asked is kept in FOLDER/requests.
set -u
mode=$2 folder=$3

job() { # ID STATE
  printf '{"job":%s,"name":"scan-%s","file":"/data/scan-%s.nii","state":"%s","priority":0,"attempts":1,"reasons":[],"enqueued":"","changed":"","output":"/out"}' \
    "$1" "$1" "$1" "$2"
}
answer() { # LINE JOBS
  local id
  id=$(grep -o '"id":[0-9]*' <<<"$1")
  printf '{"v":2,"type":"reply",%s,"jobs":[%s],"next":null,"events":[],"notes":[],"engine":{"state":"ready","message":"","held":false}}\n' \
    "$id" "$2"
}

echo run >>"$folder/runs"
run=$(wc -l <"$folder/runs")
case $mode in
  dies)
    echo "the queue is on fire" >&2
    exit 3
    ;;
  deaf)
    trap '' TERM
    echo '{"v":2,"type":"engine","state":"ready"}'
    exec 0<&-
    while true; do sleep 0.2; done
    ;;
  odd)
    printf '{"v":2,"type":"no'
    sleep 0.2
    printf 'te","message":"half a line"}\n'
    printf 'rubbish\n\n[1,2]\n7\n"text"\nnull\n{"type":7}\n{}\n\xff\xfe{\n'
    printf '{"v":2,"type":"weather","rain":true}\n'
    printf '{"v":2,"type":"job","job":"x","state":"done"}\n{"v":2,"type":"job","job":5,"state":"dreaming","name":"a","file":"b"}\n'
    printf '{"v":2,"type":"tile","job":1}\n{"v":2,"type":"reply","id":null}\n{"v":2,"type":"reply","id":99999,"jobs":7}\n'
    printf '{"v":2,"type":"job","job":1,"name":"a","file":{"hex":"2fff"},"state":"done","mood":"fine","output":"/out"}\n'
    printf '{"v":2,"type":"note","message":"%s"}\n' "$(head -c 1000000 /dev/zero | tr '\0' x)"
    printf '{"v":2,"type":"note","message":"the end"}\n'
    ;;
esac

while IFS= read -r line; do
  printf '%s %s\n' "$run" "$line" >>"$folder/requests"
  case $mode:$line in
    fragile:*'"type":"cancel"'* | fragile:*'"type":"enqueue"'*)
      if [ "$run" = 1 ]; then
        sleep 0.2 # until the other one is there, too
        kill -9 $$
      fi
      answer "$line" "$(job 7 queued)"
      ;;
    lossy:*'"type":"list"'*)
      if ! [ -e "$folder/lost" ]; then
        touch "$folder/lost"
        answer "$line" "$(job 1 queued),$(job 2 queued)"
        printf '{"v":2,"type":"overflow","events":12}\n'
      else # an event overtakes the page, which is older than it
        printf '{"v":2,"type":"job",%s\n' "$(job 2 "done" | cut -c 2-)"
        answer "$line" "$(job 2 running),$(job 3 queued)"
      fi
      ;;
    stale:*'"type":"list"'*)
      if [ "$run" = 1 ]; then
        printf '{"v":2,"type":"job",%s\n' "$(job 1 running | cut -c 2-)"
        sleep 0.2
        kill -9 $$
      fi
      answer "$line" "$(job 1 queued)"
      ;;
    storm:*'"type":"subscribe"'*)
      answer "$line" ""
      for i in $(seq 20000); do
        printf '{"v":2,"type":"progress","job":%s,"stage":"running","fraction":0.5,"step":"tile %s","seconds_left":null}\n' \
          "$((i % 10))" "$i"
      done
      ;;
    busy:*'"type":"list"'*)
      answer "$line" "$(job 1 running),$(job 2 queued),$(job 3 "done")"
      ;;
    picky:*'"type":"hello"'*)
      answer "$line" "" | sed 's/"held":false/&,"gpus":[{"spec":"cuda:0","name":"NVIDIA H100"}]/'
      ;;
    picky:*'"devices":"cuda:7"'*)
      printf '{"v":2,"type":"error",%s,"code":"Usage","message":"there is no cuda:7"}\n' \
        "$(grep -o '"id":[0-9]*' <<<"$line")"
      ;;
    *) answer "$line" "" ;;
  esac
done
