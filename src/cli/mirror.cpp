#include "cli/mirror.h"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>

#include "core/error.h"
#include "formats/recognise.h"

namespace dechaff::cli {
namespace {

using render::shape::Shape;

constexpr std::array<std::string_view, 18> known = {
    ".txt",  ".text", ".md",   ".markdown", ".html", ".htm", ".xhtml", ".jsonl", ".ndjson",
    ".json", ".wet",  ".warc", ".arc",      ".csv",  ".tsv", ".tab",   ".tar",   ".lines"};

/// The name with the extension of the shape in the place of one that says what was read.
std::string renamed(std::string name, std::string_view extension) {
  std::string packed;
  for (const std::string_view end : {".gz", ".zst", ".bz2", ".xz", ".lz4"}) {
    if (!name.ends_with(end)) continue;
    name.resize(name.size() - end.size());
    if (end == ".gz" || end == ".zst") packed = end;  // others are read, not written
    break;
  }
  const std::string old = formats::extension_of(name);
  if (std::find(known.begin(), known.end(), old) != known.end())
    name.resize(name.size() - old.size());
  return name + std::string(extension) + packed;
}

}  // namespace

std::vector<std::string> mirrored(const Options& options, const std::vector<InputFile>& inputs,
                                  Shape shape) {
  std::string folder = options.output;
  if (!folder.ends_with('/')) folder += '/';
  std::vector<std::string> out;
  std::map<std::string, std::string> taken;
  for (const InputFile& input : inputs) {
    if (input.path == "-") throw Error({}, "-o names a folder: it takes files, not standard input");
    std::string name = input.name;
    const std::string extension = formats::extension_of(name);
    // Pages are known by their bytes, also without --html: text comes of them.
    const bool page = extension == ".html" || extension == ".htm" || extension == ".xhtml";
    const render::shape::ShapeInfo* info =
        shape == Shape::as_read ? nullptr : &render::shape::info_of(shape);
    if (info != nullptr && std::find(info->extensions.begin(), info->extensions.end(), extension) !=
                               info->extensions.end()) {
      name = input.name;  // it says so already
    } else if (info != nullptr) {
      name = renamed(name, info->extension);
    } else if (page) {
      name = renamed(name, ".txt");
    }
    const auto [other, is_new] = taken.emplace(name, input.path);
    if (!is_new) {
      throw Error({input.path}, "and " + other->second + " would both become " + folder + name, {},
                  "run them one by one, or leave one out with --glob");
    }
    out.push_back(folder + name);
  }
  return out;
}

}  // namespace dechaff::cli
