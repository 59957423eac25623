# 常用命令：make demo 生成示例材料；make test 运行全部检查
.PHONY: demo test fonts

# Everything in one go: fonts if they are missing, the program, both sample periods, what was written.
demo: fonts
	cargo build --release
	./target/release/hongtou build 2023-02
	./target/release/hongtou build 2023-06
	@echo
	@find out -type f ! -name .gitkeep | sort

test:
	cargo fmt --check
	cargo clippy --all-targets -- -D warnings
	cargo test
	RUSTDOCFLAGS="-D warnings" cargo doc --no-deps

# The program works without them (with built-in faces); papers look as they should with them.
fonts:
	@ls fonts/*.otf fonts/*.ttf fonts/*.ttc >/dev/null 2>&1 || bash scripts/fonts.sh || echo "没有取到字体，先用程序内置的字体。"
