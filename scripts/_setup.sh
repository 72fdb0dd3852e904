#!/usr/bin/env bash
# Set-up shared by the scripts in this folder: source it, then call `set_up runtime` or `set_up test`.
# Idempotent, quick when nothing changed, never asks, never waits for a person.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
VENV=$ROOT/.venv
PYTHON=$VENV/bin/python
cd "$ROOT" || exit 1
export PYTHONUTF8=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 DEBIAN_FRONTEND=noninteractive

# say ZH EN: one line on stderr in the person's language; in both where the machine does not say which.
say() {
    local tongue=${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}
    case $tongue in
        zh*) printf '%s\n' "$1" ;;
        "" | C | C.* | POSIX) printf '%s\n%s\n' "$1" "$2" ;;
        *) printf '%s\n' "$2" ;;
    esac >&2
}

# One set-up at a time in this tree; the lock goes when the process does.
hold_lock() {
    [ -w "$ROOT" ] || { say "不能写入 $ROOT，请换一个可以写的位置。" "$ROOT cannot be written: use a folder of your own."; exit 1; }
    command -v flock >/dev/null || return 0
    exec 9>"$ROOT/.setup.lock"
    flock -n 9 && return
    say "另一个窗口正在安装，等它完成……" "Another window is setting up; waiting for it…"
    flock -w 900 9 || { say "等了15分钟，请稍后再试。" "Waited 15 minutes; try again later."; exit 1; }
}

# become_root: prints the words that run a command as root without asking, or fails.
become_root() {
    if [ "$(id -u)" = 0 ]; then echo env
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then echo sudo -n env
    else return 1; fi
}

listed() { sed -e 's/#.*//' -e '/^[[:space:]]*$/d' "$@"; }

# lacking PACKAGE...: prints those that dpkg does not know as installed.
lacking() {
    local have
    have=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "$@" 2>/dev/null | sed -n 's/^installed //p')
    printf '%s\n' "$@" | grep -vxF -e "$have" || true
}

# as_root COMMAND: prints the command as this person would have to type it.
as_root() {
    if [ "$(id -u)" = 0 ]; then echo "$1"
    elif command -v sudo >/dev/null; then echo "sudo $1"
    else echo "su -c '$1'"; fi
}

# install_packages PACKAGE...: installs what is lacking when it may, else names the one command.
install_packages() {
    local missing root_words quiet=(-qq -o DPkg::Lock::Timeout=300 -o Acquire::Retries=2)
    [ $# -gt 0 ] && command -v dpkg-query >/dev/null && command -v apt-get >/dev/null || return 0
    mapfile -t missing < <(lacking "$@")
    [ ${#missing[@]} = 0 ] && return 0
    if root_words=$(become_root); then
        say "正在安装系统软件包：${missing[*]}" "Installing system packages: ${missing[*]}"
        # An unreachable mirror is no reason to stop: the lists on this machine may do.
        # shellcheck disable=SC2086 # two words on purpose: "sudo -n"
        $root_words apt-get "${quiet[@]}" update >/dev/null 2>&1 </dev/null || true
        # shellcheck disable=SC2086
        $root_words DEBIAN_FRONTEND=noninteractive apt-get "${quiet[@]}" install -y --no-install-recommends \
            "${missing[@]}" </dev/null 2>&1 >/dev/null | grep -E '^(E|Err)' >&2
        mapfile -t missing < <(lacking "$@")
        [ ${#missing[@]} = 0 ] && return 0
    fi
    say "还缺几个系统软件包（打印、测试要用），请运行这一条命令：" \
        "Some system packages are missing (for printing or testing). Run this one command:"
    printf '  %s\n' "$(as_root "apt-get install -y --no-install-recommends ${missing[*]}")" >&2
    return 1
}

is_recent() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }
makes_venv() { is_recent "$1" && "$1" -c 'import venv, ensurepip' 2>/dev/null; }

# find_python: prints a Python of at least 3.11 that can make an environment.
find_python() {
    local name found
    for name in ${CONSULT_PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11 /usr/bin/python3; do
        found=$(command -v "$name") && makes_venv "$found" && { echo "$found"; return; }
    done
    return 1
}

# venv_package: prints the package that Debian cuts venv and ensurepip out into, where only that is missing.
venv_package() {
    local name
    { "$PYTHON" -c 'import pip' || find_python; } >/dev/null 2>&1 && return
    for name in python3 python3.14 python3.13 python3.12 python3.11; do
        if command -v "$name" >/dev/null && is_recent "$name"; then
            "$name" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'
            return
        fi
    done
}

need_python() {
    FOUND=$(find_python) && return
    # Where only the venv part is missing, the command to run has just been named.
    [ -n "$(venv_package)" ] ||
        say "需要 Python 3.11 或更新的版本；可用环境变量 CONSULT_PYTHON 指明它在哪里。" \
            "Python 3.11 or later is needed; CONSULT_PYTHON may say where it is."
    say "然后再来一次。" "Then try again."
    exit 1
}

stamp_of() { cat "$1" <(echo "$ROOT") | sha256sum; }
is_kept() { [ -f "$VENV/$1" ] && [ "$(cat "$VENV/$1")" = "$2" ]; }

# The environment is remade when it is broken or the system's Python has changed under it.
make_environment() {
    "$PYTHON" -c 'import pip' 2>/dev/null && return
    need_python
    say "正在建立 Python 环境（.venv）……" "Making the Python environment (.venv)…"
    "$FOUND" -m venv --clear "$VENV" </dev/null || exit 1
}

# install_locked KIND: pinned packages, only when the lock or the place of this tree has changed.
# The lock for tests holds everything that running needs too.
install_locked() {
    local lock=requirements.txt stamp
    [ "$1" = test ] && lock=requirements-test.txt
    stamp=$(stamp_of "$lock")
    is_kept "stamp-$1" "$stamp" && return
    say "正在安装已锁定版本的依赖（约一分钟）……" "Installing the pinned dependencies (about a minute)…"
    "$PYTHON" -m pip install -q --require-hashes -r "$lock" </dev/null || {
        say "依赖没有装好，请检查网络后再来一次。" "The dependencies were not installed: check the network, then try again."
        exit 1
    }
    echo "$stamp" >"$VENV/stamp-$1"
    stamp_of requirements.txt >"$VENV/stamp-runtime"
    rm -f "$VENV/stamp-package"
}

install_package() {
    local stamp; stamp=$(sed '/^\[tool:pytest\]/,$d' setup.cfg | cat - <(echo "$ROOT") | sha256sum)
    is_kept stamp-package "$stamp" && return
    "$PYTHON" -m pip install -q --no-deps --no-build-isolation --no-index -e . </dev/null || exit 1
    echo "$stamp" >"$VENV/stamp-package"
}

# By content, not by time: an unpacked archive brings files that are older than what it replaces.
compile_catalogues() {
    local book stamp; stamp=$(cat translations/*/LC_MESSAGES/messages.po | sha256sum)
    for book in translations/*/LC_MESSAGES/messages.po; do
        [ -f "${book%.po}.mo" ] || stamp=$stamp-now
    done
    is_kept stamp-catalogues "$stamp" && return
    "$PYTHON" scripts/_translate.py compile || exit 1
    echo "${stamp%-now}" >"$VENV/stamp-catalogues"
}

has_browser() { command -v chromium || command -v chromium-browser || command -v google-chrome; } >/dev/null
has_postgresql() { compgen -G '/usr/lib/postgresql/*/bin/initdb' || command -v initdb; } >/dev/null

# test_packages: prints what the tests lack; another Chromium or PostgreSQL on the machine will do as well.
test_packages() {
    local name
    while read -r name; do
        case $name in
            chromium)
                has_browser && continue
                # Ubuntu has its Chromium as a snap only, which apt cannot bring into a container.
                if grep -qs '^ID=ubuntu' /etc/os-release; then
                    say "浏览器测试需要 Chromium，请运行：sudo snap install chromium" \
                        "The browser tests need Chromium; run: sudo snap install chromium"
                    continue
                fi ;;
            postgresql) has_postgresql && continue ;;
        esac
        echo "$name"
    done < <(listed scripts/packages-test.txt)
}

# stop_unless_it_runs: after naming what is missing, go on without it if the product can, and stop politely if not.
stop_unless_it_runs() {
    "$PYTHON" -c 'import consult.app' >/dev/null 2>&1 && return
    say "装好之后再来一次。" "Install them, then try again."
    exit 1
}

# set_up KIND: everything that running (runtime) or testing (test) needs.
set_up() {
    hold_lock
    local wanted is_whole=yes
    mapfile -t wanted < <(venv_package; listed scripts/packages-runtime.txt; [ "$1" != test ] || test_packages)
    install_packages "${wanted[@]}" || is_whole=
    make_environment
    install_locked "$1"
    install_package
    compile_catalogues
    [ -n "$is_whole" ] || stop_unless_it_runs
    exec 9>&-
}
