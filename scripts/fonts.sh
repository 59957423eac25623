#!/usr/bin/env bash
# Fetches the open Chinese fonts (Fandol) on Debian and Ubuntu into the fonts folder of the workspace. No root, nothing is installed.
# 在 Debian、Ubuntu 上把开源中文字体（Fandol）取到工作目录的 fonts 文件夹，不需要 root，不安装任何软件包。
#
# usage: scripts/fonts.sh [FOLDER]      default: fonts beside this scripts folder
set -euo pipefail

package=texlive-lang-chinese
here="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
dest="${1:-$here/fonts}"

sums() { cat <<'SUMS'
d838ad32ce2244d8144f408c37fe71065aba6fbbc80759a4d2aa2033948d5bc9  FandolFang-Regular.otf
42ca2de27b45e16a284768673b6205a5add9e17871ee0e7db9c0d03f061d96fd  FandolHei-Bold.otf
4afa97aa8751e0118617df88272b58d43691b5cffb7ea024c4580496e9f34d28  FandolHei-Regular.otf
ea7e7fb4f9b3ac694a68d43946e04d21deed6e8c29a7c2d3081e1a4138f2f827  FandolKai-Regular.otf
ffa76a70e128947a4dd22151d5ee829b23e24ce3cb6fe8ad49891cd1c2d9e9b9  FandolSong-Bold.otf
a3820003227d4abe31fe28b493200d94a849ccfd078b50a019264f70353020b0  FandolSong-Regular.otf
SUMS
}

fail() {
  echo "字体没有取到：$1" >&2
  echo "Fonts were not fetched: $2" >&2
  exit 1
}

complete() { [ -s "$1/COPYING" ] && (cd "$1" && sums | sha256sum --check --status --strict) 2>/dev/null; }

if complete "$dest"; then
  echo "字体已经齐全：$dest"
  exit 0
fi

for tool in apt-get apt-cache dpkg-deb tar sha256sum gzip; do
  command -v "$tool" >/dev/null ||
    fail "这里没有 $tool。本脚本用于 Debian、Ubuntu；其他系统请自行把公文标准字体放进 fonts 文件夹。" \
         "no $tool here. This script is for Debian and Ubuntu; elsewhere put the fonts into the fonts folder yourself."
done

tmp="$(mktemp -d)" || fail "建不了临时文件夹。" "no temporary folder."
trap 'rm -rf "$tmp"' EXIT
trap 'exit 1' HUP INT TERM

candidate() { LC_ALL=C apt-cache policy "$package" 2>/dev/null | sed -n 's/^ *Candidate: //p' | grep -v '(none)'; }

if ! candidate >/dev/null; then
  if [ "$(id -u)" = 0 ]; then
    echo "本机还没有软件包目录，先运行 apt-get update ……"
    apt-get update -qq >&2 || fail "apt-get update 没有成功，请检查网络后再试。" "apt-get update failed; check the network and try again."
  fi
  candidate >/dev/null ||
    fail "软件包目录里没有 $package。请先用管理员身份运行一次 apt-get update，再运行本脚本。" \
         "$package is not in the package lists. Run \`sudo apt-get update\` once, then this script again."
fi

echo "正在从本机配置的 Debian/Ubuntu 软件源下载 $package（约49MB），只取出其中的 Fandol 字体，放到 $dest"

# apt as root downloads as the user _apt, who must be able to write here.
if [ "$(id -u)" = 0 ]; then
  chmod 755 "$tmp"
  mkdir "$tmp/apt"
  if id _apt >/dev/null 2>&1; then chown _apt "$tmp/apt" 2>/dev/null || true; fi
else
  mkdir "$tmp/apt"
fi
download() { (cd "$tmp/apt" && apt-get download -qq "$package" >&2); }
# Old lists name versions that the mirror no longer has; root can renew them.
download || { [ "$(id -u)" = 0 ] && apt-get update -qq >&2 && download; } ||
  fail "下载没有成功，请检查网络（或先运行 apt-get update）后再试。" "the download failed; check the network (or run apt-get update) and try again."
deb="$(find "$tmp/apt" -name '*.deb' -print -quit)"
[ -n "$deb" ] || fail "下载没有成功，请稍后再试。" "the download failed; try again later."

mkdir "$tmp/out"
dpkg-deb --fsys-tarfile "$deb" |
  tar -x -C "$tmp/out" --wildcards --no-wildcards-match-slash --transform 's|.*/||' --no-anchored 'Fandol*.otf' ||
  fail "下载的软件包里没有 Fandol 字体。" "the package does not hold the Fandol fonts."
dpkg-deb --fsys-tarfile "$deb" | tar -x -O --wildcards '*/fonts/fandol/COPYING*' >"$tmp/COPYING" ||
  fail "下载的软件包里没有 Fandol 的许可文件。" "the package does not hold Fandol's licence."
if gzip -t "$tmp/COPYING" 2>/dev/null; then gzip -dc "$tmp/COPYING" >"$tmp/out/COPYING"; else cp "$tmp/COPYING" "$tmp/out/COPYING"; fi
complete "$tmp/out" || fail "取出的字体与预期不符（校验和不同），没有采用。" "the fonts differ from what was expected (checksum); they were not taken."

mkdir -p "$dest" || fail "建不了文件夹 $dest。" "cannot make the folder $dest."
# Beside their place first, then by renaming: a font that is being read is never half written.
(sums | sed 's/^[^ ]*  //'; echo COPYING) | while read -r file; do
  part="$dest/.$file.part"
  { cp "$tmp/out/$file" "$part" && chmod 644 "$part" && mv -f "$part" "$dest/$file"; } || { rm -f "$part"; exit 1; }
done || fail "写不进文件夹 $dest，请检查权限和磁盘空间。" "cannot write into $dest; check permissions and disk space."
echo "完成。Fandol 字体按 GPL 第3版加字体例外条款授权，见 $dest/COPYING。"
