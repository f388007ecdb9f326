# SPDX-FileCopyrightText: 2026 The Handglass developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# cpack -G DEB in a build folder makes the Debian package; its dependencies are read from the program.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME handglass)
set(CPACK_PACKAGE_VENDOR "The Handglass developers")
set(CPACK_PACKAGE_CONTACT "The Handglass developers <handglass@users.noreply.github.com>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "WebSocket workbench")
set(CPACK_PACKAGE_DESCRIPTION
"Handglass stands on the wire between the two ends of a WebSocket connection
and shows every byte that crosses it: the opening handshake with a verdict on
each rule of RFC 6455, and every frame, in a log that is recorded while it
happens. It is a client for servers under inspection, a local mock server, and
the same from the command line.")
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_PACKAGE_DIRECTORY ${CMAKE_BINARY_DIR}/packages)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION net)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "ca-certificates, fonts-jetbrains-mono")
include(CPack)
