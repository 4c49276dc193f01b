package ai.relayme.policybot.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/**
 * Writings of several requests in one transaction, so that they wait for the disk once: whoever comes while one is written
 * waits, and the first of those who waited writes for all of them. Safe for concurrent use.
 */
final class GroupCommit {
    /** The last of a group waits for the first. */
    private static final int MOST = 64;

    private final Consumer<Consumer<Handle>> transaction;
    private final long longestWaitMillis;
    private final ReentrantLock writer = new ReentrantLock();
    private final Queue<Write> waiting = new ConcurrentLinkedQueue<>();

    /**
     * @param transaction       runs a work in a transaction, which is on the disk when it returns, or throws and has then
     *     done nothing of it
     * @param longestWaitMillis for the writings before
     */
    GroupCommit(Consumer<Consumer<Handle>> transaction, long longestWaitMillis) {
        this.transaction = transaction;
        this.longestWaitMillis = longestWaitMillis;
    }

    private record Write(Consumer<Handle> work, CompletableFuture<Void> done) {}

    private static final class WorkFailed extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Write write;

        WorkFailed(Write write, RuntimeException cause) {
            super(cause);
            this.write = write;
        }
    }

    /**
     * Runs a work. When this returns, it is on the disk; if this throws what the work or its transaction threw, nothing of it
     * was done.
     *
     * @param work may be run a second time, after the first was undone
     */
    void write(Consumer<Handle> work) {
        Write mine = new Write(work, new CompletableFuture<>());
        waiting.add(mine);
        boolean first = false;
        try {
            first = writer.tryLock(longestWaitMillis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (first) {
            try {
                while (!mine.done.isDone()) {
                    writeGroup();
                }
            } finally {
                writer.unlock();
            }
        } else if (waiting.remove(mine)) {
            throw new StoreException("the database cannot be written: others write for too long");
        }
        result(mine);
    }

    private static void result(Write write) {
        try {
            write.done.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failed ? failed : e;
        }
    }

    /** Who fails, fails alone: the others are written without it. */
    private void writeGroup() {
        List<Write> group = new ArrayList<>();
        for (Write next = waiting.poll(); next != null; next = group.size() < MOST ? waiting.poll() : null) {
            group.add(next);
        }
        while (!group.isEmpty()) {
            try {
                transaction.accept(handle -> group.forEach(write -> run(write, handle)));
                group.forEach(write -> write.done.complete(null));
                return;
            } catch (WorkFailed failed) {
                group.remove(failed.write);
                failed.write.done.completeExceptionally(failed.getCause());
            } catch (RuntimeException failed) {
                group.forEach(write -> write.done.completeExceptionally(failed));
                return;
            }
        }
    }

    private static void run(Write write, Handle handle) {
        try {
            write.work.accept(handle);
        } catch (RuntimeException e) {
            throw new WorkFailed(write, e);
        }
    }
}
