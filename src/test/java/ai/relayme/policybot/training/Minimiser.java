package ai.relayme.policybot.training;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Finds where a smooth convex function is least: the method of Broyden, Fletcher, Goldfarb and Shanno with little memory
 * (L-BFGS). No chance is in it: the same function gives the same place, and a function that hardly differs one nearby.
 */
final class Minimiser {
    private static final int MOST_STEPS = 120;
    /** How many steps back the curvature is remembered. */
    private static final int MEMORY = 6;
    /** A step must bring this share of what the slope promises. */
    private static final double SUFFICIENT = 1e-4;
    private static final int MOST_HALVINGS = 20;
    /** Steeper than this share of the first slope it goes on. */
    private static final double FLAT = 1e-3;

    private Minimiser() {}

    /** A function of many numbers. */
    interface Function {
        /** Its value at the point; writes its slope there into the second array. */
        double at(float[] point, float[] slope);
    }

    /** One step that was made: how far, and how the slope changed by it. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Step(float[] way, float[] change, double curvature) {}

    /** The point where it is least, sought from zero. */
    static float[] minimise(int size, Function function) {
        float[] point = new float[size];
        float[] slope = new float[size];
        double value = function.at(point, slope);
        double steepest = length(slope);
        Deque<Step> memory = new ArrayDeque<>();
        for (int step = 0; step < MOST_STEPS && length(slope) > FLAT * steepest; step++) {
            float[] way = downhill(slope, memory);
            double promise = dot(way, slope);
            float[] next = new float[size];
            float[] nextSlope = new float[size];
            double far = memory.isEmpty() ? 1 / length(slope) : 1;
            double nextValue = 0;
            for (int halving = 0; halving < MOST_HALVINGS; halving++, far /= 2) {
                for (int i = 0; i < size; i++) {
                    next[i] = (float) (point[i] + far * way[i]);
                }
                nextValue = function.at(next, nextSlope);
                if (nextValue <= value + SUFFICIENT * far * promise) {
                    break;
                }
            }
            remember(memory, point, next, slope, nextSlope);
            point = next;
            slope = nextSlope;
            value = nextValue;
        }
        return point;
    }

    private static void remember(Deque<Step> memory, float[] from, float[] to, float[] before, float[] after) {
        float[] way = minus(to, from);
        float[] change = minus(after, before);
        double curvature = dot(way, change);
        if (curvature > 0) {
            memory.addFirst(new Step(way, change, curvature));
            if (memory.size() > MEMORY) {
                memory.removeLast();
            }
        }
    }

    /** Against the slope, turned and stretched by what the last steps told of the curvature. */
    private static float[] downhill(float[] slope, Deque<Step> memory) {
        float[] way = slope.clone();
        double[] shares = new double[memory.size()];
        int at = 0;
        for (Step step : memory) {
            shares[at] = dot(step.way, way) / step.curvature;
            add(way, step.change, -shares[at++]);
        }
        Step last = memory.peekFirst();
        double scale = last == null ? 1 : last.curvature / dot(last.change, last.change);
        for (int i = 0; i < way.length; i++) {
            way[i] *= (float) -scale;
        }
        for (Iterator<Step> steps = memory.descendingIterator(); steps.hasNext();) {
            Step step = steps.next();
            double share = -dot(step.change, way) / step.curvature;
            add(way, step.way, share - shares[--at]);
        }
        return way;
    }

    private static float[] minus(float[] left, float[] right) {
        float[] difference = left.clone();
        add(difference, right, -1);
        return difference;
    }

    private static void add(float[] sum, float[] values, double factor) {
        float by = (float) factor;
        for (int i = 0; i < sum.length; i++) {
            sum[i] += by * values[i];
        }
    }

    private static double length(float[] values) {
        return Math.sqrt(dot(values, values));
    }

    private static double dot(float[] left, float[] right) {
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += (double) left[i] * right[i];
        }
        return sum;
    }
}
