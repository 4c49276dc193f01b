package ai.relayme.policybot.http.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LeanScriptTest {
    @Test
    void leavesOutCommentsAndBlanksAndNoneOfTheCode() {
        assertThat(LeanScript.squeezed("""
                // @ts-check
                /** A comment { of one line }. */
                function sum(a, b) {
                  /*
                   * and of three
                   */
                  const list = [
                    a,
                    b,
                  ];
                  return list
                    .map((one) => one * 2)
                }
                let next = 1
                next++
                """)).isEqualTo("""
                function sum(a,b){const list=[a,b,];return list.map((one)=>one*2)}
                let next=1
                next++
                """);
    }

    @Test
    void changesNothingWithinStringsTemplatesAndRegularExpressions() {
        String script = """
                say('it\\'s ( a ) {  b }',"two ; 'quotes' ,  here",`a ${fill(x,' , ')} ; "b`)
                const found=/[/"'`] , \\/ { 2 }/.exec(text)&&half(a / b + c / d,' ; ')
                """;
        assertThat(LeanScript.squeezed(script)).isEqualTo(script);
    }

    @Test
    void makesPrivateNamesShortWhereverTheyStandAndColoursNot() {
        assertThat(LeanScript.squeezed("""
                class One {
                  #first = '#first';
                  #second() {
                    return `${this.#first} #first` + this.#first;
                  }
                }
                """)).isEqualTo("""
                class One{#a='#first';#b(){return `${this.#a} #first` + this.#a;}}
                """);
    }

    @Test
    void takesATemplateOfSeveralLinesForStyles() {
        assertThat(LeanScript.squeezed("""
                const STYLE = `
                  .card > .small { color: #fff; margin: calc(1px + 2px) ; }
                  .a :focus-visible { outline: none; }
                `;
                """)).isEqualTo("""
                const STYLE=` .card>.small{color:#fff;margin:calc(1px + 2px)}.a :focus-visible{outline:none}`;""");
    }
}
