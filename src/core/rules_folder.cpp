#include "core/rules_folder.h"

#include <algorithm>
#include <filesystem>

#include "core/built_in.h"
#include "core/error.h"

namespace dechaff {
namespace fs = std::filesystem;

std::vector<std::string> RulesFolder::names() const {
  std::vector<std::string> out;
  if (built_in()) {
    for (const built_in::Entry& entry : built_in::entries()) out.emplace_back(path(entry));
    return out;
  }
  std::error_code error;
  for (auto at = fs::recursive_directory_iterator(path_, error);
       !error && at != fs::recursive_directory_iterator(); at.increment(error)) {
    if (at->is_regular_file()) out.push_back(at->path().lexically_relative(path_).string());
  }
  if (error) throw Error({path_}, "cannot be read: " + error.message());
  std::sort(out.begin(), out.end());
  return out;
}

bool RulesFolder::holds(std::string_view name) const {
  if (built_in()) return built_in::find(name).has_value();
  std::error_code error;
  return fs::is_regular_file(fs::path(path_) / name, error);
}

NamedText RulesFolder::read(std::string_view name) const {
  if (!built_in()) return read_named(path_of(name));
  const auto bytes = built_in::find(name);
  if (!bytes) throw Error({path_of(name)}, "is not in the program");
  return {path_of(name), std::string(*bytes)};
}

std::string RulesFolder::path_of(std::string_view name) const {
  return (fs::path(built_in() ? "rules" : path_) / name).string();
}

}  // namespace dechaff
