#pragma once

#include <string_view>

/// The files of src/render/page, put into the program by cmake/embed.cmake.
namespace dechaff::render::assets {

extern const std::string_view style;          // page.css
extern const std::string_view script;         // page.js
extern const std::string_view script_sha256;  // of the script, in base64

}  // namespace dechaff::render::assets
