package ai.relayme.policybot.http.script;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.http.script.LeanScript.Source;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeanScriptTest {
    @Test
    void leavesOutCommentsAndBlanksAndNoneOfTheCode() {
        assertThat(lean("""
                // @ts-check
                /** A comment { of one line }. */
                document.begin = (5 + +1) / 2 - -1;
                /*
                 * and of three
                 */
                document.list = [
                  1, // one
                  2,
                  , ,
                ];
                document
                  .map() /* twice */ .filter()
                document.next++
                while (document.more());
                for (;;) { document.end(); document.last(); }
                """)).isEqualTo("""
                document.begin=(5+ +1)/2- -1;document.list=[1,2,,,];document.map().filter()
                document.next++
                while(document.more());for(;;){document.end();document.last()}""");
    }

    @Test
    void changesNothingWithinStringsTemplatesAndRegularExpressions() {
        assertThat(lean("""
                say('it\\'s ( a ) {  b }', "two ; 'quotes' ,  here // no comment", `a ${fill(x, ' , ', `in { ${y} }`)} ; "b\\``);
                z = /[/"'`] , \\/ { 2 }/.exec(text) && half(a / b + c / d, ' ; ');
                """)).isEqualTo("say('it\\'s ( a ) {  b }',\"two ; 'quotes' ,  here // no comment\","
                + "`a ${fill(x,' , ',`in { ${y} }`)} ; \"b\\``);"
                + "z=/[/\"'`] , \\/ { 2 }/.exec(text)&&half(a/b+c/d,' ; ');");
    }

    @Test
    void givesShortNamesToWhatIsDeclaredAndToNothingElse() {
        assertThat(lean("""
                const first = 1;
                async function second(one, { two, three: four = first, ...five }, [six, , seven] = []) {
                  for (const eight of one.two) await eight.first;
                  return { one, two: four, first, five, six() {}, seven: () => seven, global };
                }
                const list = [1].map((one) => second(one, { first })).map(one => global.one);
                try { second(); } catch (trouble) { global(trouble ? first : list); }
                """)).isEqualTo("""
                const Ee=1;async function Et(e,{two:i,three:t=Ee,...n},[o,,r]=[]){for(const a of e.two)await a.first;\
                return{one:e,two:t,first:Ee,five:n,six(){},seven:()=>r,global}}
                const En=[1].map((e)=>Et(e,{first:Ee})).map(e=>global.one);\
                try{Et()}catch(e){global(e?Ee:En)}""");
    }

    @Test
    void givesShortNamesToWhatIsPrivateToAClassAndKeepsTheOthers() {
        assertThat(lean("""
                class One extends Two {
                  static open = ['open'];
                  #first = '#first';
                  open = (value) => value;
                  get value() { return this.#second(this.open); }
                  #second(value) {
                    return `${this.#first} #first` + this.#first + ('value' in value);
                  }
                }
                class Three { #second = new One(); value = this.#second; }
                """)).isEqualTo("""
                class Ee extends Two{static open=['open'];#e='#first';open=(e)=>e;get value(){return this.#t(this.open)}
                #t(e){return`${this.#e} #first`+this.#e+('value'in e)}}
                class Et{#e=new Ee();value=this.#e}""");
    }

    @Test
    void takesATemplateOfSeveralLinesForStyles() {
        assertThat(lean("""
                document.style = `
                  .card > .small { color: #fff; margin: calc(1px + 2px) ; }
                  .a :focus-visible { outline: none; }
                `;
                """)).isEqualTo("""
                document.style=` .card>.small{color:#fff;margin:calc(1px + 2px)}.a :focus-visible{outline:none}`;""");
    }

    @Test
    void tellsWhereEachLineOfTheSourcesHasGone() {
        LeanScript script = LeanScript.joined(List.of(new Source("a.js", "// first\nopen();\n  close()\n"),
                new Source("b.js", "\nstop();\n")));
        assertThat(script.text()).isEqualTo("(()=>{'use strict';open();close()\nstop();})();\n");
        assertThat(script.map()).isEqualTo("{\"version\":3,\"sources\":[\"a.js\",\"b.js\"],\"sourcesContent\":"
                + "[\"// first\\nopen();\\n  close()\\n\",\"\\nstop();\\n\"],"
                + "\"mappings\":\"mBACA,OACE;ACDF\"}");
    }

    @Test
    void leavesOtherScriptsAsTheyAreButForCommentsAndIndentation() {
        assertThat(LeanScript.withoutComments("""
                // @ts-check
                /**
                 * What it does.
                 */
                function sum(one, two) {
                  // because
                  return one + two;
                }
                """)).isEqualTo("""
                function sum(one, two) {
                return one + two;
                }
                """);
    }

    private static String lean(String script) {
        String lean = LeanScript.joined(List.of(new Source("a.js", script))).text();
        assertThat(lean).startsWith("(()=>{'use strict';").endsWith("})();\n");
        return lean.substring("(()=>{'use strict';".length(), lean.length() - "})();\n".length());
    }
}
