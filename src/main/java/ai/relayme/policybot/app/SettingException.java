package ai.relayme.policybot.app;

/** A setting is malformed; the message names it in one line and repeats no secret. */
final class SettingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SettingException(Setting setting, String what) {
        super(setting.name() + " (" + setting.flag() + ") " + what);
    }
}
