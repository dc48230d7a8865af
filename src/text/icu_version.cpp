#include "text/icu_version.h"

#include <unicode/uversion.h>

namespace dechaff::text {

std::string icu_version() {
  UVersionInfo version;
  u_getVersion(version);
  char buffer[U_MAX_VERSION_STRING_LENGTH];
  u_versionToString(version, buffer);
  return buffer;
}

}  // namespace dechaff::text
