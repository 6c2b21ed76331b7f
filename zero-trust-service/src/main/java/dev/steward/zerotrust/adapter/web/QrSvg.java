package dev.steward.zerotrust.adapter.web;

import io.nayuki.qrcodegen.QrCode;

/** A QR code as one SVG path, dark on light, with the quiet zone of four modules that scanners want. */
final class QrSvg {

    private static final int QUIET_ZONE = 4;

    private QrSvg() {}

    static String of(String text) {
        QrCode code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
        int size = code.size + 2 * QUIET_ZONE;
        var dark = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    dark.append("M%d,%dh1v1h-1z".formatted(x + QUIET_ZONE, y + QUIET_ZONE));
                }
            }
        }
        return """
                <svg xmlns="http://www.w3.org/2000/svg" version="1.1" viewBox="0 0 %d %d" stroke="none">\
                <rect width="100%%" height="100%%" fill="#ffffff"/><path d="%s" fill="#000000"/></svg>""".formatted(size, size, dark);
    }
}
