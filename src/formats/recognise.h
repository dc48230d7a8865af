#pragma once

#include <string>
#include <string_view>

#include "formats/format.h"

namespace dechaff::formats {

/// How a source is to be read.
struct Recognition {
  Format format = Format::text;
  char delimiter = ',';  // of csv
};

/// What a source is, by what the user said, then by its first bytes (`begin`; `whole`: it holds
/// nothing more), then by its name. Throws Error for what is not understood: it says what was seen
/// and what to do. Nothing is guessed: bytes that look like JSON are never text, and neither is a
/// source whose text field the user named.
Recognition recognise(std::string_view begin, bool whole, const std::string& name,
                      const ReadOptions& options);

/// The name's last extension below those of packed files: `.jsonl` of `a/b.jsonl.gz`; empty where
/// there is none. In lower case.
std::string extension_of(std::string_view name);
/// Whether an extension is one of Markdown, or of HTML.
bool names_markdown(std::string_view extension);
bool names_html(std::string_view extension);

/// Whether bytes begin as a page does: `<!doctype html` or `<html`, after comments and an XML
/// declaration.
bool begins_html(std::string_view begin);

}  // namespace dechaff::formats
