# shellcheck shell=bash
# What the checks beside this file share: where they are, and how their tools come here. Sourced by each of them.
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(cd "$here/../.." && pwd)"
# Tools and what is rendered for them; nothing of it is kept in git.
work="$root/target/conform"
mkdir -p "$work"
cd "$root"

fail() {
    printf '%s: %s\n' "$(basename "$0")" "$*" >&2
    exit 1
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi
}

# Installs those of these Debian packages that are missing.
debian() {
    local missing=()
    for package in "$@"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
    done
    [ "${#missing[@]}" -eq 0 ] && return
    as_root apt-get update -qq
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"
}

# Puts the pinned programs of package.json first on the path, `node` among them, and sets `node_modules`.
npm_tools() {
    command -v npm >/dev/null || debian nodejs npm
    local place="$work/npm"
    node_modules="$place/node_modules"
    if ! cmp -s "$here/package-lock.json" "$place/installed.json"; then
        mkdir -p "$place"
        cp "$here/package.json" "$here/package-lock.json" "$here/.npmrc" "$place/"
        (cd "$place" && npm ci --no-audit --no-fund --loglevel=error)
        cp "$here/package-lock.json" "$place/installed.json"
    fi
    export node_modules PATH="$node_modules/.bin:$node_modules/@oven/bun-linux-x64/bin:$PATH"
}

# Puts the pinned programs of requirements.txt first on the path.
python_tools() {
    local place="$work/python"
    if ! cmp -s "$here/requirements.txt" "$place/installed.txt"; then
        python3 -c 'import ensurepip' 2>/dev/null || debian python3 python3-venv
        python3 -m venv --clear "$place"
        "$place/bin/pip" install --quiet --disable-pip-version-check --requirement "$here/requirements.txt"
        cp "$here/requirements.txt" "$place/installed.txt"
    fi
    export PATH="$place/bin:$PATH"
}

# The program itself, built.
groundplan() {
    "$root/target/debug/groundplan" "$@"
}

# The folder of each example that has a plan.
examples() {
    for plan in examples/*/groundplan.yaml examples/incidents/*/groundplan.yaml; do
        dirname "$plan"
    done
}

# Renders kinds of documents of every example below a new folder of this name, and sets `rendered` to it: one folder an example.
render_examples() {
    local name="$1"
    shift
    rendered="$work/$name"
    rm -rf "$rendered"
    for example in $(examples); do
        groundplan render "$@" --plan "$example" --out "$rendered/$(basename "$example")" >/dev/null
    done
}
