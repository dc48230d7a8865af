# Writes a C++ source with the page's style and script as string constants, and the script's SHA-256
# in base64 for the page's Content-Security-Policy.
# cmake -DSTYLE=page.css -DSCRIPT=page.js -DOUT=page_assets.cpp -P embed.cmake
cmake_minimum_required(VERSION 3.22)

function(base64 hex out)
  set(digits "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
  string(LENGTH "${hex}" length)
  set(text "")
  set(at 0)
  while(at LESS length)
    string(SUBSTRING "${hex}0000" ${at} 6 three)
    math(EXPR bits "0x${three}")
    foreach(shift 18 12 6 0)
      math(EXPR digit "(${bits} >> ${shift}) & 63")
      string(SUBSTRING "${digits}" ${digit} 1 digit)
      string(APPEND text "${digit}")
    endforeach()
    math(EXPR at "${at} + 6")
  endwhile()
  # 32 bytes leave two in the last group: three digits and one filler.
  string(REGEX REPLACE ".$" "=" text "${text}")
  set(${out} "${text}" PARENT_SCOPE)
endfunction()

file(READ "${STYLE}" style)
file(READ "${SCRIPT}" script)
file(SHA256 "${SCRIPT}" hex)
base64("${hex}" sha256)
file(WRITE "${OUT}" "#include \"render/page_assets.h\"\n\nnamespace dechaff::render::assets {\n\n"
  "const std::string_view style = R\"embedded(${style})embedded\";\n\n"
  "const std::string_view script = R\"embedded(${script})embedded\";\n\n"
  "const std::string_view script_sha256 = \"${sha256}\";\n\n"
  "}  // namespace dechaff::render::assets\n")
