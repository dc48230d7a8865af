#include "check/ignore_file.h"

#include "check/glob.h"

namespace dechaff::check {

IgnoreFile::IgnoreFile(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(text.size(), end + 1));
    if (line.ends_with('\r')) line.remove_suffix(1);
    while (line.ends_with(' ') && !line.ends_with("\\ ")) line.remove_suffix(1);
    if (line.empty() || line.front() == '#') continue;
    Pattern pattern{{}, false, false, false};
    if (line.front() == '!') {
      pattern.wanted = true;
      line.remove_prefix(1);
    }
    if (line.ends_with('/')) {
      pattern.folders_only = true;
      line.remove_suffix(1);
    }
    pattern.whole_path = line.find('/') != std::string_view::npos;
    if (line.starts_with('/')) line.remove_prefix(1);
    if (line.empty()) continue;
    pattern.glob = line;
    patterns_.push_back(std::move(pattern));
  }
}

IgnoreFile::Verdict IgnoreFile::judge(std::string_view path, Kind kind) const {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  for (auto p = patterns_.rbegin(); p != patterns_.rend(); ++p) {
    if (p->folders_only && kind != Kind::folder) continue;
    if (glob_matches(p->glob, p->whole_path ? path : name))
      return p->wanted ? Verdict::wanted : Verdict::ignored;
  }
  return Verdict::unnamed;
}

}  // namespace dechaff::check
