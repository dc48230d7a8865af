#include "cli/restore_command.h"

#include "io/output.h"
#include "io/removal_log.h"
#include "io/source.h"

namespace dechaff::cli {

int restore_text(const std::string& cleaned, const std::string& log, const std::string& output) {
  io::Source text(cleaned.empty() ? "-" : cleaned);
  io::Source entries(log);
  io::Output out(output);
  io::restore(text, entries, out);
  out.finish();
  return 0;
}

}  // namespace dechaff::cli
