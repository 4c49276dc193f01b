package ai.relayme.policybot.training;

import java.util.Comparator;
import java.util.stream.IntStream;

/** The little linear algebra that making vectors takes. */
final class Matrices {
    private static final int MOST_SWEEPS = 12;
    private static final double NEGLIGIBLE = 1e-9;

    private Matrices() {}

    /** The mean of the rows. */
    static double[] mean(float[][] rows) {
        double[] mean = new double[rows[0].length];
        for (float[] row : rows) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += row[i] / (double) rows.length;
            }
        }
        return mean;
    }

    /** Takes that from every row, in place. */
    static void subtract(float[][] rows, double[] from) {
        for (float[] row : rows) {
            for (int i = 0; i < from.length; i++) {
                row[i] -= (float) from[i];
            }
        }
    }

    /** The transpose of the left rows times the right rows. */
    static double[][] products(float[][] left, float[][] right) {
        double[][] products = new double[left[0].length][right[0].length];
        for (int row = 0; row < left.length; row++) {
            for (int i = 0; i < left[row].length; i++) {
                double[] target = products[i];
                double factor = left[row][i];
                for (int j = 0; j < target.length; j++) {
                    target[j] += factor * right[row][j];
                }
            }
        }
        return products;
    }

    /** The rows times a matrix. */
    static float[][] times(float[][] rows, double[][] matrix) {
        float[][] product = new float[rows.length][matrix[0].length];
        for (int row = 0; row < rows.length; row++) {
            for (int i = 0; i < matrix.length; i++) {
                for (int j = 0; j < matrix[i].length; j++) {
                    product[row][j] += (float) (rows[row][i] * matrix[i][j]);
                }
            }
        }
        return product;
    }

    /**
     * The directions in which rows of that covariance vary most, as columns, each divided by the fourth root of its
     * variance: that halves, on the scale of logarithms, how much the widest directions drown the others.
     */
    static double[][] principal(double[][] covariance, int count) {
        int size = covariance.length;
        double[][] values = IntStream.range(0, size).mapToObj(i -> covariance[i].clone()).toArray(double[][]::new);
        double[][] vectors = new double[size][size];
        for (int i = 0; i < size; i++) {
            vectors[i][i] = 1;
        }
        for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
            for (int p = 0; p < size; p++) {
                for (int q = p + 1; q < size; q++) {
                    rotate(values, vectors, p, q);
                }
            }
        }
        int[] order = IntStream.range(0, size).boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> values[i][i]).reversed()).mapToInt(i -> i).toArray();
        double[][] principal = new double[size][count];
        for (int j = 0; j < count; j++) {
            double variance = values[order[j]][order[j]];
            // which of two opposite directions it is does not matter, but must be the same each time
            double sign = Math.signum(vectors[0][order[j]]);
            for (int i = 0; i < size; i++) {
                principal[i][j] = sign * vectors[i][order[j]] / Math.sqrt(Math.sqrt(variance));
            }
        }
        return principal;
    }

    /** One rotation of Jacobi's method for the eigenvalues of a symmetric matrix. */
    private static void rotate(double[][] values, double[][] vectors, int p, int q) {
        if (Math.abs(values[p][q]) < NEGLIGIBLE) {
            return;
        }
        double theta = (values[q][q] - values[p][p]) / (2 * values[p][q]);
        double t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        double c = 1 / Math.sqrt(t * t + 1);
        double s = t * c;
        for (int i = 0; i < values.length; i++) {
            double ip = values[i][p];
            values[i][p] = c * ip - s * values[i][q];
            values[i][q] = s * ip + c * values[i][q];
        }
        for (int i = 0; i < values.length; i++) {
            double pi = values[p][i];
            values[p][i] = c * pi - s * values[q][i];
            values[q][i] = s * pi + c * values[q][i];
            double vp = vectors[i][p];
            vectors[i][p] = c * vp - s * vectors[i][q];
            vectors[i][q] = s * vp + c * vectors[i][q];
        }
    }

    /** The matrix that, times the symmetric positive one, gives the right side: Cholesky's method. */
    static double[][] solve(double[][] symmetric, double[][] right) {
        int size = symmetric.length;
        double[][] lower = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = symmetric[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= lower[i][k] * lower[j][k];
                }
                lower[i][j] = i == j ? Math.sqrt(sum) : sum / lower[j][j];
            }
        }
        int width = right[0].length;
        double[][] solution = new double[size][width];
        for (int j = 0; j < width; j++) {
            for (int i = 0; i < size; i++) {
                double sum = right[i][j];
                for (int k = 0; k < i; k++) {
                    sum -= lower[i][k] * solution[k][j];
                }
                solution[i][j] = sum / lower[i][i];
            }
            for (int i = size - 1; i >= 0; i--) {
                double sum = solution[i][j];
                for (int k = i + 1; k < size; k++) {
                    sum -= lower[k][i] * solution[k][j];
                }
                solution[i][j] = sum / lower[i][i];
            }
        }
        return solution;
    }
}
