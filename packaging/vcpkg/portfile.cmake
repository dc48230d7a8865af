# An overlay port beside a clone: `vcpkg install dechaff --overlay-ports=packaging/vcpkg`. packaging/test-vcpkg runs its
# steps; vcpkg itself has not.
get_filename_component(SOURCE_PATH "${CMAKE_CURRENT_LIST_DIR}/../.." ABSOLUTE)
# We found no port of CLD2, and its authors make no releases.
vcpkg_download_distfile(archive
  URLS "https://deb.debian.org/debian/pool/main/c/cld2/cld2_0.0.0-git20150806.orig.tar.gz"
  FILENAME cld2_0.0.0-git20150806.orig.tar.gz
  SHA512 3710fb320b8b6d2628902e338d191933b4c188e4eb6d53abae240cb1c00e7e75125084aa36e706c0a005cbc28ef164305bbcbc4e9ae30a621c89dddbd602a489)
vcpkg_extract_source_archive(cld2 ARCHIVE "${archive}")
vcpkg_find_acquire_program(PKGCONFIG)
vcpkg_cmake_configure(SOURCE_PATH "${SOURCE_PATH}"
  OPTIONS -DDECHAFF_TESTS=OFF "-DDECHAFF_CLD2_SOURCE=${cld2}" "-DPKG_CONFIG_EXECUTABLE=${PKGCONFIG}")
vcpkg_cmake_install()
vcpkg_cmake_config_fixup(CONFIG_PATH lib/cmake/dechaff)
set(VCPKG_POLICY_ALLOW_EXES_IN_BIN enabled)
file(REMOVE_RECURSE "${CURRENT_PACKAGES_DIR}/debug/bin" "${CURRENT_PACKAGES_DIR}/debug/include" "${CURRENT_PACKAGES_DIR}/debug/share")
vcpkg_install_copyright(FILE_LIST "${SOURCE_PATH}/LICENSE")
