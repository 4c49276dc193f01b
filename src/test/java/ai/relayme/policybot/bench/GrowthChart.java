package ai.relayme.policybot.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Draws how retrieval grows with the corpus as an SVG: three panels side by side, both axes logarithmic, light or dark as the
 * reader's system. The same figures give the same bytes.
 */
final class GrowthChart {
    private static final int PANEL = 260;
    private static final int HEIGHT = 190;
    private static final int TOP = 44;
    private static final int LEFT = 58;
    private static final int GAP = 76;

    private GrowthChart() {}

    /**
     * What was measured at one size.
     *
     * @param passages how many
     * @param p50 milliseconds of a search at the median
     * @param p99 milliseconds within which 99 of 100 searches ended
     * @param heap mebibytes of heap that corpus and index hold
     * @param built seconds from the folder to the index, the first time
     * @param opened seconds from the folder to the index the next time
     */
    record Row(int passages, double p50, double p99, double heap, double built, double opened) {}

    private record Line(String name, String colour, ToDoubleFunction<Row> value) {}

    /** The drawing. */
    static String svg(List<Row> rows) {
        StringBuilder svg = new StringBuilder();
        int width = LEFT + 3 * PANEL + 2 * GAP + 24;
        int height = TOP + HEIGHT + 54;
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + width + " " + height + "\" width=\""
                + width + "\" height=\"" + height + "\" role=\"img\" font-family=\"sans-serif\" font-size=\"12\">\n");
        svg.append("<title>Search time, heap and start by number of passages</title>\n");
        svg.append("<style>text{fill:#24292f}.grid{stroke:#d0d7de}.back{fill:#fff}"
                + "@media(prefers-color-scheme:dark){text{fill:#e6edf3}.grid{stroke:#3d444d}.back{fill:#0d1117}}</style>\n");
        svg.append("<rect class=\"back\" width=\"100%\" height=\"100%\"/>\n");
        panel(svg, 0, "search, milliseconds", rows,
                List.of(new Line("p50", "#0969da", Row::p50), new Line("p99", "#bf3989", Row::p99)));
        panel(svg, 1, "heap of corpus and index, MiB", rows, List.of(new Line("heap", "#0969da", Row::heap)));
        panel(svg, 2, "from folder to index, seconds", rows,
                List.of(new Line("first", "#bf3989", Row::built), new Line("next", "#0969da", Row::opened)));
        return svg.append("</svg>\n").toString();
    }

    private static void panel(StringBuilder svg, int number, String title, List<Row> rows, List<Line> lines) {
        double left = LEFT + number * (double) (PANEL + GAP);
        double leastX = Math.log10(rows.getFirst().passages());
        double mostX = Math.max(leastX + 1, Math.log10(rows.getLast().passages()));
        double leastY = Math.floor(Math.log10(rows.stream().flatMapToDouble(
                row -> lines.stream().mapToDouble(line -> shown(line, row))).min().orElse(1)));
        double mostY = Math.max(leastY + 1, Math.ceil(Math.log10(rows.stream().flatMapToDouble(
                row -> lines.stream().mapToDouble(line -> shown(line, row))).max().orElse(10))));
        text(svg, left, TOP - 22, "start", title);
        for (int power = (int) leastY; power <= mostY; power++) {
            double y = TOP + HEIGHT * (mostY - power) / (mostY - leastY);
            svg.append(format("<line class=\"grid\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>%n", left, y,
                    left + PANEL, y));
            text(svg, left - 6, y + 4, "end", power < 0
                    ? format("%." + -power + "f", Math.pow(10, power))
                    : format("%,.0f", Math.pow(10, power)));
        }
        for (Row row : rows) {
            double x = left + PANEL * (Math.log10(row.passages()) - leastX) / (mostX - leastX);
            text(svg, x, TOP + HEIGHT + 18, "middle", "10" + exponent(row.passages()));
        }
        text(svg, left + PANEL / 2.0, TOP + HEIGHT + 38, "middle", "passages");
        double name = left + PANEL;
        for (Line line : lines.reversed()) {
            StringBuilder points = new StringBuilder();
            for (Row row : rows) {
                double x = left + PANEL * (Math.log10(row.passages()) - leastX) / (mostX - leastX);
                double y = TOP + HEIGHT * (mostY - Math.log10(shown(line, row))) / (mostY - leastY);
                points.append(format("%.1f,%.1f ", x, y));
                svg.append(format("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>%n", x, y, line.colour()));
            }
            svg.append(format("<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>%n",
                    points.toString().strip(), line.colour()));
            if (lines.size() > 1) {
                svg.append(format("<text x=\"%.1f\" y=\"%d\" text-anchor=\"end\" style=\"fill:%s\">%s</text>%n", name,
                        TOP - 22, line.colour(), line.name()));
                name -= 10 + 8 * line.name().length();
            }
        }
    }

    /** Zero has no logarithm. */
    private static double shown(Line line, Row row) {
        return Math.max(0.01, line.value().applyAsDouble(row));
    }

    private static void text(StringBuilder svg, double x, double y, String anchor, String words) {
        svg.append(format("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, words));
    }

    private static String exponent(int passages) {
        String digits = Long.toString(Math.round(Math.log10(passages)));
        return digits.chars().mapToObj(digit -> String.valueOf("⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(digit - '0')))
                .reduce("", String::concat);
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern.replace("%n", "\n"), values);
    }
}
