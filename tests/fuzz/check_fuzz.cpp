// The small parsers of the gate: markup, suppressions, ignore files, globs, baselines, diffs.

#include <string>

#include "check/baseline.h"
#include "check/changed_lines.h"
#include "check/glob.h"
#include "check/ignore_file.h"
#include "check/markup.h"
#include "check/suppressions.h"
#include "core/error.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dechaff;
  const std::string text(reinterpret_cast<const char*>(data), size);
  LineTable lines;
  lines.assign(text);
  lines.measure();
  std::vector<check::LineKind> kinds;
  for (const auto markup :
       {check::Markup::none, check::Markup::markdown, check::Markup::restructured}) {
    check::classify(markup, text, lines, kinds);
    if (kinds.size() != lines.size()) __builtin_trap();
    check::Suppressions suppressions;
    suppressions.read(text, lines, kinds);
    suppressions.covers("boilerplate.share", 1);
  }
  check::markup_of("x.txt", text);
  const std::size_t middle = std::min<std::size_t>(size / 2, 200);
  const std::string path = text.substr(middle, 200);
  check::names_path(std::string_view(text).substr(0, middle), path);
  check::IgnoreFile(std::string_view(text).substr(0, 2000))
      .judge(path, check::IgnoreFile::Kind::file);
  const check::ChangedLines changed(text, "/nowhere/");
  changed.has("/nowhere/a.md", 3);
  try {
    const std::string printed = check::Baseline::parse(text, "file").print();
    check::Baseline::parse(printed, "file");
  } catch (const Error&) {
    // a broken baseline is reported so
  }
  return 0;
}
